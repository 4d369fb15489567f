module main

import vweb

struct App { vweb.Context }

pub fn (mut app App) index() vweb.Result {
	return app.text('shop')
}

@['/orders/:id'; delete]
pub fn (mut app App) remove(id string) vweb.Result {
	return app.ok('')
}

['/login'; get; post]
pub fn (mut app App) login() vweb.Result {
	return app.ok('')
}
