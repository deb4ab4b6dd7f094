"""Import: files into a record, checked before anything is kept, told afterwards, taken back."""
