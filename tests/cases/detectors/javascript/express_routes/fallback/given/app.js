const express = require('express');

const app = express();
app.get('/items', (req, res) => res.json([]));
app.get('*', (req, res) => res.sendFile('index.html'));
app.all('*', (req, res) => res.status(404).json({ error: 'none' }));
app.all('*', proxy);
