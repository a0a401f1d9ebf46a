using Hubs.Storage.Sqlite;
using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    private string Copy => _elsewhere.File("backup.db");

    [Fact]
    public async Task Backup_WhileOthersAppend_HoldsEverythingAnsweredBeforeIt()
    {
        using var store = SqliteStore.Open(_folder.Path);
        using var stop = new CancellationTokenSource();
        var end = await store.Append("before", JournalEnd.Empty, Entries("1"));
        await store.Write("hub", "x", Of("v"), null);
        var appending = Task.Run(async () =>
        {
            var at = JournalEnd.Empty;
            while (!stop.IsCancellationRequested)
                at = await store.Append("during", at, Entries("x"));
        });

        var contents = store.Backup(Copy);
        await stop.CancelAsync();
        await appending;
        await store.Append("before", end, Entries("after the backup"));

        Assert.Equal(contents, SqliteStore.Verify(Copy));
        Assert.Equal(1, contents.States);
        SqliteStore.Restore(Copy, _elsewhere.Path);
        using var restored = SqliteStore.Open(_elsewhere.Path);
        Assert.Equal(["1"], await restored.Texts("before"));
        Assert.Equal("v", (await restored.Read("hub", "x"))!.Value.Text());
        await restored.Append("before", end, Entries("another future"));
    }

    [Fact]
    public async Task Backup_OntoAFileThatIsThere_IsRefused()
    {
        using var store = await Filled("1");
        await File.WriteAllTextAsync(Copy, "precious");

        Assert.Throws<StoreUnusableException>(() => store.Backup(Copy));

        Assert.Equal("precious", await File.ReadAllTextAsync(Copy));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backup_OfAFolder_WorksWhetherItIsInUseOrNot(bool inUse)
    {
        using var store = await Filled("1");
        if (!inUse)
            store.Dispose();

        var contents = SqliteStore.Backup(_folder.Path, Copy);

        Assert.Equal(1, contents.Rows);
        Assert.Equal(contents, SqliteStore.Verify(Copy));
    }

    [Fact]
    public void Backup_OfAFolderWithoutAStore_IsRefused() =>
        Assert.Throws<StoreUnusableException>(() => SqliteStore.Backup(_folder.Path, Copy));

    [Fact]
    public async Task Restore_IntoAFolderInUse_IsRefused()
    {
        using var store = await Filled("1");
        store.Backup(Copy);

        Assert.Throws<FolderInUseException>(() => SqliteStore.Restore(Copy, _folder.Path));
    }

    [Fact]
    public async Task Restore_OfADamagedBackup_IsRefusedAndTheFolderIsAsItWas()
    {
        using (var store = await Filled("1"))
            store.Backup(Copy);
        using (var damage = Connection.OpenWriter(Copy))
            damage.Execute("UPDATE journal SET entries = x'00000000'");

        Assert.Throws<DamagedStoreException>(() => SqliteStore.Restore(Copy, _folder.Path));

        using var again = SqliteStore.Open(_folder.Path);
        Assert.Equal(["1"], await again.Texts("a"));
    }

    [Fact]
    public async Task Restore_KeepsWhatItReplacedBesideIt()
    {
        using (var store = await Filled("1"))
        {
            store.Backup(Copy);
            await store.Append("a", new JournalEnd(1, null), Entries("2"));
        }

        SqliteStore.Restore(Copy, _folder.Path);

        using (var store = SqliteStore.Open(_folder.Path))
            Assert.Equal(["1"], await store.Texts("a"));
        Assert.Equal(2, SqliteStore.Verify(_folder.File("hubs-before-restore.db")).Rows);
    }

    [Fact]
    public async Task Restore_InterruptedBeforeTheLastStep_IsFinishedByTheNextOpening()
    {
        using (var store = await Filled("1"))
        {
            store.Backup(Copy);
            await store.Append("a", new JournalEnd(1, null), Entries("2"));
        }
        File.Copy(Copy, _folder.File("hubs.db.restored"));

        using var again = SqliteStore.Open(_folder.Path);

        Assert.Equal(["1"], await again.Texts("a"));
        Assert.False(File.Exists(_folder.File("hubs.db.restored")));
    }

    [Fact]
    public async Task Restore_OfABackupWithAnOlderSchema_BringsItForward()
    {
        using (var store = await Filled("1"))
            store.Backup(Copy);
        string[] newer = [.. Schema.Steps, "CREATE TABLE note (text TEXT)"];

        SqliteStore.Restore(Copy, _folder.Path, newer);

        using var restored = SqliteStore.Open(_folder.Path, new WriteFaults(), newer, 100);
        Assert.Equal(["1"], await restored.Texts("a"));
        Assert.Equal(1, SqliteStore.Verify(Copy).Rows);
    }

    [Fact]
    public void Restore_OfAFileThatIsNotThereOrHoldsNothing_IsRefused()
    {
        Assert.Throws<StoreUnusableException>(() => SqliteStore.Restore(Copy, _folder.Path));
        File.WriteAllText(Copy, "");
        Assert.Throws<StoreUnusableException>(() => SqliteStore.Restore(Copy, _folder.Path));
    }

    private async Task<SqliteStore> Filled(string entry)
    {
        var store = SqliteStore.Open(_folder.Path);
        await store.Append("a", JournalEnd.Empty, Entries(entry));
        return store;
    }

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }
}
