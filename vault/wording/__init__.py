"""The words for errors, measures, questions: window and terminal say the same sentences."""
