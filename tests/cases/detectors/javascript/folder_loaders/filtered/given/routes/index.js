const express = require('express')
const fs = require('fs')
const router = express.Router()
const routesPath = `${__dirname}/`

router.use('/', require('./auth'))

fs.readdirSync(routesPath).filter((file) => {
  const name = file.split('.')[0]
  return name !== 'index' && name !== 'auth' ? router.use(`/${name}`, require(`./${name}`)) : ''
})

module.exports = router
