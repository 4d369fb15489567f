<html><%= 1 %></html>
