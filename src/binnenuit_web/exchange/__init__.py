"""What does this customer bring me, what does he get from me, and one promise; top first."""
