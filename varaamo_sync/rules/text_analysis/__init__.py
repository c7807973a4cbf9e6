"""What a text says and shows: helpers of the rules on texts, and of the readers of forms."""
