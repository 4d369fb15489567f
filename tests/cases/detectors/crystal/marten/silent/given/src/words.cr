require "marten"
Marten.start
