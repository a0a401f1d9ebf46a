using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

/// <summary>Files that break, are cut short or get lost: found when the service starts, told plainly, and never passed over or written over.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Streams = 6;
    private const int Rows = 240;
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string DataFile => _folder.File("hubs.db");

    [Fact]
    public async Task AnyByteChanged_IsRefused_OrChangedNothingThatWasWritten()
    {
        await Fill();
        var good = await File.ReadAllBytesAsync(DataFile);
        var written = await Everything();
        var random = new Random(11);
        var refused = 0;
        for (var round = 0; round < 80; round++)
        {
            var damaged = (byte[])good.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            await File.WriteAllBytesAsync(DataFile, damaged);
            try
            {
                Assert.Equal(written, await Everything());
            }
            catch (StoreUnusableException refusal)
            {
                refused++;
                Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
                Assert.Equal(damaged, await File.ReadAllBytesAsync(DataFile));
            }
        }
        Assert.True(refused > 40, $"Only {refused} of 80 were noticed.");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.99)]
    public async Task FileCutShort_IsRefusedNamingTheNewestGoodBackup_WhichBringsEverythingBack(
        double kept
    )
    {
        await Fill();
        var written = await Everything();
        BackUp(Morning);
        using (var cut = new FileStream(DataFile, FileMode.Open))
            cut.SetLength((long)(cut.Length * kept));
        var before = await File.ReadAllBytesAsync(DataFile);

        var refusal = Assert.Throws<DamagedStoreException>(() =>
            SqliteStore.OpenChecked(_folder.Path)
        );

        var newest = BackupFolder.Of(_folder.Path).NewestGood()!;
        Assert.Contains(newest.File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(DataFile));
        SqliteStore.Restore(newest.File, _folder.Path);
        Assert.Equal(written, await Everything());
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File("hubs-before-restore.db")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FileLostWhileBackupsAreThere_IsRefused_AndNoEmptyOneIsBegun(bool isEmptied)
    {
        await Fill();
        BackUp(Morning);
        File.Delete(DataFile);
        if (isEmptied)
            await File.WriteAllBytesAsync(DataFile, []);

        Assert.Throws<DamagedStoreException>(() => SqliteStore.OpenChecked(_folder.Path));

        Assert.Equal(isEmptied, File.Exists(DataFile));
    }

    [Fact]
    public void Folder_NeverUsed_IsBegun()
    {
        using var store = SqliteStore.OpenChecked(_folder.Path);
        Assert.Equal(0, store.Verify().Rows);
    }

    [Fact]
    public async Task Backups_ToldApart_AndTheNewestGoodOneOfATimeIsFound()
    {
        await Fill();
        for (var hour = 0; hour < 4; hour++)
            BackUp(Morning.AddHours(hour));
        var backups = BackupFolder.Of(_folder.Path);
        using (var cut = new FileStream(backups.FileAt(Morning.AddHours(3)), FileMode.Open))
            cut.SetLength(cut.Length / 2);
        await File.WriteAllTextAsync(_folder.File("backups/hubs-by-hand.db"), "somebody else's");

        Assert.Equal(
            [true, false, false, false],
            backups.NewestFirst().Select(found => found.Damage is not null)
        );
        Assert.Equal(Morning.AddHours(2), backups.NewestGood()!.MadeAt);
        Assert.Equal(
            Morning.AddHours(1),
            backups.NewestGood(Morning.AddHours(1).AddMinutes(59))!.MadeAt
        );
        Assert.Null(backups.NewestGood(Morning.AddMinutes(-1)));
    }

    [Fact]
    public async Task Restore_AgainAndAgain_KeepsEveryFileItReplaced()
    {
        await Fill();
        BackUp(Morning);
        var backup = BackupFolder.Of(_folder.Path).NewestGood()!.File;

        SqliteStore.Restore(backup, _folder.Path);
        SqliteStore.Restore(backup, _folder.Path);

        Assert.Equal(Rows, SqliteStore.Verify(_folder.File("hubs-before-restore.db")).Rows);
        Assert.Equal(Rows, SqliteStore.Verify(_folder.File("hubs-before-restore-2.db")).Rows);
    }

    [Fact]
    public async Task OrderlyStop_LeavesOneFile_WithEverythingInIt()
    {
        await Fill();
        using (var store = SqliteStore.Open(_folder.Path))
        {
            // Somebody has read, so that connections other than the writer's are open too.
            await store.Texts("s1");
            await store.Append("late", JournalEnd.Empty, Entries("x"));
        }

        Assert.False(File.Exists(DataFile + "-wal"));
        Assert.False(File.Exists(DataFile + "-shm"));
        Assert.Equal(Rows + 1, SqliteStore.Verify(DataFile).Rows);
    }

    private async Task Fill()
    {
        using var store = SqliteStore.Open(_folder.Path);
        for (var i = 0; i < Rows; i++)
        {
            var end = new JournalEnd(i / Streams, null);
            await store.Append($"s{i % Streams}", end, Entries($"{i} {new string('x', i)}"));
        }
        for (var i = 0; i < 20; i++)
            await store.Write("hub", $"{i}", Of(new string('y', 100 * i)), null);
    }

    /// <summary>All that was written, read back through a store that was opened as the service opens it.</summary>
    private async Task<List<string>> Everything()
    {
        using var store = SqliteStore.OpenChecked(_folder.Path);
        var all = new List<string>();
        for (var i = 0; i < Streams; i++)
            all.AddRange(await store.Texts($"s{i}"));
        foreach (var key in await store.Keys("hub"))
            all.Add((await store.Read("hub", key))!.Value.Text());
        return all;
    }

    private void BackUp(DateTimeOffset at)
    {
        Directory.CreateDirectory(_folder.File("backups"));
        SqliteStore.Backup(_folder.Path, BackupFolder.Of(_folder.Path).FileAt(at));
    }

    public void Dispose() => _folder.Dispose();
}
