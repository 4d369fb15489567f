<?php
class Client {
    public $note = "see :// nothing";
}
