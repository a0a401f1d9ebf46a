using Hubs.Running;

namespace Hubs.Survival.Tests;

[Collection(PreparedHubsCollection.Name)]
public sealed class BackupTests(PreparedHubs hubs)
{
    private const int Clients = 32;
    private const int BeforeTheBackup = 200;

    [Fact]
    public async Task Backup_WhileClientsBook_HoldsEverythingAnsweredBeforeItBegan()
    {
        await using var product = await hubs.Start();
        using var client = new HubsClient(product.Address);
        var load = new BookingLoad(
            await client.FreePlaces(PreparedHubs.Tomorrow, days: 14),
            new Random(3)
        );
        using var enough = new CancellationTokenSource();
        var booking = load.Run(product.Address, Clients, enough.Token);
        while (load.Booked.Count() < BeforeTheBackup)
            await Task.WhenAny(booking, client.Hubs());

        var answered = load.Booked.ToList();
        var copy = Path.Combine(product.Data, "copy.db");
        await Product.Maintain("backup", copy, "--data", product.Data);
        await enough.CancelAsync();
        await booking;
        Assert.True(load.Booked.Count() > answered.Count, "Nobody booked during the backup.");

        await using var restored = await Restore(product, copy);
        using var other = new HubsClient(restored.Address);
        await other.HoldsEvery(answered);
        // Of those answered while it ran some are in it; each that is counts once, and no slot holds more than it may.
        var kept = new List<Asked>();
        foreach (var one in load.Booked)
            if (await other.Find(one.Booked!.Id) is not null)
                kept.Add(one);
        await other.HasExactly(kept);
    }

    private static async Task<Product> Restore(Product product, string copy)
    {
        var folder = Directory.CreateTempSubdirectory("hubs-restored-").FullName;
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        foreach (var key in Directory.EnumerateFiles(Path.Combine(product.Data, "keys")))
            File.Copy(key, Path.Combine(keys, Path.GetFileName(key)));
        await Product.Maintain("restore", copy, "--data", folder);
        return await PreparedHubs.StartOn(folder);
    }
}
