open Giraffe

let webApp =
    choose [
        GET >=> choose [
            route "/" >=> text "shop"
            routef "/orders/%i" showOrder
        ]
        POST >=> route "/login" >=> login
        subRoute "/api" (
            choose [
                subRoute "/v1" (choose [
                    route "/users" >=> DELETE >=> clear
                ])
            ])
        // route "/commented" >=> text "no"
        RequestErrors.NOT_FOUND "no"
    ]

let endpoints = [
    PUT [ route "/things" change ]
]
