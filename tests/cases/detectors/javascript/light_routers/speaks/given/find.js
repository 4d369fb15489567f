const router = require("find-my-way")();
router.on(["GET", "POST"], "/x", handle);
