<?php

return function ($services): void {
    $services->add('a', 'b');
};
