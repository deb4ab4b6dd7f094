"""What leaves Carnet in the clear, for people, professionals and other programs."""
