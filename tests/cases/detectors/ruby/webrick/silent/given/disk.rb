# Not a WEBrick server.
disk.mount "/mnt", Device
