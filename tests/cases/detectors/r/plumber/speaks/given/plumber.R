#* The order
#* @get /orders/<id:int>
#* @put /orders/<id:int>
function(id) list(id = id)

# @get /commented
