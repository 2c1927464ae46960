"""What happens to schemas before models and validators are made of them."""
