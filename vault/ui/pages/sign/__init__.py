"""Check and sign a share: the nine facts, the exact content, two equal answers."""
