// cron would call this
calendar.schedule('lunch');
