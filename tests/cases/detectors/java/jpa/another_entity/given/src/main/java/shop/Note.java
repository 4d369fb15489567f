package shop;

import androidx.room.Entity;

@Entity(tableName = "notes")
public class Note {
  public int id;
}
