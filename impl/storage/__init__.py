"""What PostgreSQL keeps, and every query over it. It knows neither HTTP nor the contract."""
