"""The web application: routes, middleware, problems and documents."""
