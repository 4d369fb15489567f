<?php
$term = $_GET['q'];
if (isset($_POST["note"])) {
    save($_POST["note"]);
}
function helper() { return $_GET['unused']; }
?>
<p><?= htmlspecialchars($term) ?></p>
