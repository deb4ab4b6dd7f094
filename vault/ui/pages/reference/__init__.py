"""The reference of one measure: who says it, and between which values."""
