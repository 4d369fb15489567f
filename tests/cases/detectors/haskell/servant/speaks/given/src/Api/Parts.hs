module Api.Parts where

import Servant

type ReadApi (s :: Domain) o = Get '[JSON] (Out o)

type TagApi = ReadApi 'Tag Tag

type Tagged = Map Text Int

type PartApi = "parts" :> (CaptureId "part" Part :> ReadApi 'Part Part :<|> "tags" :> TagApi)
