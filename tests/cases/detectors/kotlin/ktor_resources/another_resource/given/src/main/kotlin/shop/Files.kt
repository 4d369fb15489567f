package shop

import jakarta.annotation.Resource

class Files {
    @Resource(name = "files")
    lateinit var files: String
}
