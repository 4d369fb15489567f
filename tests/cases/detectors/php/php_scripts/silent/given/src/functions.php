<?php

function page()
{
    return $_GET['page'] ?? 1;
}
