<?php

class Form
{
    // urlManager
    public function rules()
    {
        return ['rules' => 'none', 'x' => ['a' => 'b']];
    }
}
