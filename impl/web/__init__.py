"""The application: routes, middleware, problems and documents."""
