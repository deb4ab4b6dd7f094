"""The signed receipt of a sending: shown, saved, printed."""
