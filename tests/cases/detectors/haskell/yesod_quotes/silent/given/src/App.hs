module App where -- parseRoutes is not used
