package shop

import androidx.room.Entity

@Entity
data class Note(val id: Long)
