"""What a name means where the same word is said again, or where no file is called after it."""

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace


def _paths(files: dict[str, bytes]) -> list[tuple[str, str]]:
    model = survey(FakeWorkspace(files), Inline(), MemoryCache())
    return sorted((each.method, each.path) for each in model.operations)


def test_a_member_that_repeats_a_name_means_what_is_imported():
    files = {
        "index.js": b"import express from 'express';\nimport routes from './routes';\n"
        b"const app = express();\napp.use('/users', routes.user);\n",
        "routes/index.js": b"import user from './user';\nexport default { user };\n",
        "routes/user.js": b"import { Router } from 'express';\nconst router = Router();\n"
        b"router.get('/:id', (req, res) => res.send({}));\nexport default router;\n",
    }
    assert _paths(files) == [("GET", "/users/{id}")]


def test_a_constant_of_ruby_is_found_where_no_file_is_called_after_it():
    files = {
        "app/api.rb": b"module Shop\n  class API < Grape::API\n    prefix 'api'\n"
        b"    mount ::Shop::Ping\n  end\nend\n",
        "api/ping.rb": b"module Shop\n  class Ping < Grape::API\n    get '/ping' do\n"
        b"    end\n  end\nend\n",
    }
    assert _paths(files) == [("GET", "/api/ping")]


def test_a_wrapper_of_a_mux_has_the_methods_and_paths_of_its_callers():
    files = {
        "go.mod": b"module shop\n\ngo 1.22\n",
        "web.go": b'package main\n\nimport "net/http"\n\ntype App struct{ mux *http.ServeMux }\n\n'
        b"func (a *App) on(method, path string, h http.HandlerFunc) {\n"
        b'\ta.mux.HandleFunc(method+" "+path, h)\n}\n',
        "main.go": b'package main\n\nimport "net/http"\n\nfunc main() {\n'
        b"\tapp := &App{mux: http.NewServeMux()}\n"
        b'\tapp.on(http.MethodPost, "/items/{id}", change)\n'
        b'\thttp.ListenAndServe(":8080", app.mux)\n}\n',
    }
    assert _paths(files) == [("POST", "/items/{id}")]


def test_a_module_mounted_by_its_name_is_not_loaded_with_its_folder():
    router = b"const router = require('express').Router()\nmodule.exports = router\n"
    files = {
        "app.js": b"const app = require('express')()\napp.use(require('./routes'))\n",
        "routes/index.js": b"const fs = require('fs')\n"
        + router
        + b"router.use('/', require('./auth'))\n"
        b"fs.readdirSync(__dirname).filter((file) => {\n  const name = file.split('.')[0]\n"
        b"  return name !== 'auth' ? router.use(`/${name}`, require(`./${name}`)) : ''\n})\n",
        "routes/auth.js": router + b"router.post('/login', login)\n",
        "routes/users.js": router + b"router.get('/:id', one)\n",
    }
    assert _paths(files) == [("GET", "/users/{id}"), ("POST", "/login")]


def test_tables_of_gorm_are_called_as_the_program_tells_it():
    files = {
        "go.mod": b"module shop\n\ngo 1.22\n",
        "models/item.go": b'package models\n\nimport "gorm.io/gorm"\n\ntype OrderItem struct {\n'
        b'\tgorm.Model\n\tName string `gorm:"size:10"`\n}\n',
        "db.go": b'package main\n\nimport (\n\t"gorm.io/gorm"\n\t"gorm.io/gorm/schema"\n)\n\n'
        b"func open() {\n\tgorm.Open(nil, &gorm.Config{NamingStrategy: schema.NamingStrategy{\n"
        b'\t\tSingularTable: true,\n\t\tTablePrefix:   "t_",\n\t}})\n}\n',
    }
    model = survey(FakeWorkspace(files), Inline(), MemoryCache())
    assert [table.name for table in model.tables] == ["t_order_item"]
