open Opium
let () = App.empty |> App.post "/login" login |> App.run_command
