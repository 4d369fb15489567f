open Suave

let app =
    choose [
        GET >=> choose [ path "/" >=> OK "shop"; pathScan "/orders/%d" show ]
        POST >=> path "/login" >=> login
    ]
