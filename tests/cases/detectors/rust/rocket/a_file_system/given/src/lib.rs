pub fn prepare(disk: &Disk) {
    disk.mount("/mnt", volume);
}
