using Hubs.Silo.Jobs;
using Hubs.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Hubs.Silo.Tests.Jobs;

public sealed class RollingBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hubs-backup-").FullName;
    private readonly FakeTimeProvider _clock = new(
        new DateTimeOffset(2026, 11, 23, 2, 15, 0, TimeSpan.Zero)
    );

    [Fact]
    public async Task The_newest_seven_are_kept_and_nothing_else_is_touched()
    {
        var other = Path.Combine(_folder, "hubs-before-the-move.db");
        await File.WriteAllTextAsync(other, "kept by hand");
        for (var night = 0; night < 9; night++)
        {
            await Backup().Run(default);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            Enumerable
                .Range(25, 6)
                .Select(day => $"hubs-2026-11-{day}T0215.db")
                .Append("hubs-2026-12-01T0215.db")
                .Append(Path.GetFileName(other)),
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!
        );
    }

    [Fact]
    public async Task A_backup_says_what_is_in_it_and_a_repeat_finds_it_there()
    {
        Assert.Equal(
            "Wrote and checked hubs-2026-11-23T0215.db: 12 journal entries, 3 states.",
            await Backup().Run(default)
        );
        Assert.Equal("hubs-2026-11-23T0215.db is there already.", await Backup().Run(default));
    }

    [Fact]
    public async Task A_backup_of_a_real_store_can_be_opened()
    {
        using var store = SqliteStore.Open(Path.Combine(_folder, "data"));
        await store.Write("hub", "tilbury", "{}"u8.ToArray(), null);

        await new RollingBackup(_folder, store.Backup, _clock).Run(default);

        Assert.Equal(
            1,
            SqliteStore.Verify(Path.Combine(_folder, "hubs-2026-11-23T0215.db")).States
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RollingBackup Backup() =>
        new(
            _folder,
            file =>
            {
                File.WriteAllText(file, "a copy");
                return new StoreContents(Rows: 5, Entries: 12, Streams: 2, States: 3);
            },
            _clock
        );
}
