using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>
/// A board, the changes that led to it, oldest first, and when it was last known to be up to date. Changes are put into the board only when
/// somebody looks at it, so a day that is booked and not watched costs next to nothing.
/// </summary>
public sealed class LiveBoard
{
    private const int KeptChanges = 64;
    private readonly Board whole;
    private readonly Kept? newest;
    private Board? merged;

    public LiveBoard(Board board, DateTimeOffset at)
        : this(board, null, board.Version, at) { }

    private LiveBoard(Board whole, Kept? newest, long version, DateTimeOffset at)
    {
        this.whole = whole;
        this.newest = newest;
        Version = version;
        ConfirmedAt = at;
    }

    public long Version { get; }

    public DateTimeOffset ConfirmedAt { get; }

    public Board Board =>
        merged ??=
            whole.Version == Version
                ? whole
                : whole.With(InOrder(newest, change => change.To > whole.Version));

    public LiveBoard After(BoardChange change, DateTimeOffset at)
    {
        if (newest is null || newest.Count < KeptChanges)
            return new LiveBoard(merged ?? whole, new(change, newest), change.To, at);
        // Half of them are forgotten at once; what is must be in the board.
        var oldest = newest.Change.To;
        Kept? kept = null;
        foreach (var young in InOrder(newest, null)[(KeptChanges / 2)..])
        {
            kept = new(young, kept);
            oldest = Math.Min(oldest, young.From);
        }
        return new LiveBoard(
            merged ?? (oldest > whole.Version ? Board : whole),
            new(change, kept),
            change.To,
            at
        );
    }

    public LiveBoard Confirmed(DateTimeOffset at) => new(merged ?? whole, newest, Version, at);

    /// <summary>The changes after a version, or null when they are no longer kept and the whole board is needed.</summary>
    public ReadOnlyMemory<BoardChange>? ChangesAfter(long version)
    {
        if (version == Version)
            return ReadOnlyMemory<BoardChange>.Empty;
        var found = newest;
        while (found is not null && found.Change.From != version)
            found = found.Older;
        if (found is null)
            return null;
        return InOrder(newest, change => change.From >= version);
    }

    /// <summary>Oldest first.</summary>
    private static BoardChange[] InOrder(Kept? newest, Func<BoardChange, bool>? isWanted)
    {
        var count = 0;
        for (
            var kept = newest;
            kept is not null && isWanted?.Invoke(kept.Change) != false;
            kept = kept.Older
        )
            count++;
        var changes = new BoardChange[count];
        for (var kept = newest; count > 0; kept = kept!.Older)
            changes[--count] = kept!.Change;
        return changes;
    }

    /// <summary>A change, and those before it: shared by all versions that came after.</summary>
    private sealed class Kept(BoardChange change, Kept? older)
    {
        public BoardChange Change => change;

        public Kept? Older => older;

        public int Count { get; } = (older?.Count ?? 0) + 1;
    }
}
