module App where

import Yesod

mkYesod "App" [parseRoutes|
/        HomeR  GET
/pings   PingsR POST
|]
