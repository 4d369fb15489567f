<?php

return ['router' => ['strict' => true]];
