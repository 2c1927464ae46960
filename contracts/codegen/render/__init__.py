"""From the plan to files: models, routers and the client."""
