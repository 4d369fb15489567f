public class Orders(ShopContext _context)
{
    public async Task<List<Order>> Open(int page)
    {
        foreach (var id in new[] { 1 }) { await _context.Lines.FindAsync(id); }
        _context.Orders.Add(new Order());
        await _context.Notes.Where(n => n.Old).ExecuteDeleteAsync();
        return await _context.Orders.Where(o => o.Paid && o.Owner == page)
            .OrderByDescending(o => o.CreatedAt).Take(5).ToListAsync();
    }
}
