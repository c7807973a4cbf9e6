"""The store that workers share, and the logins that they have."""
