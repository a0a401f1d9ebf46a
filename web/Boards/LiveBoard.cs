using System.Collections.Immutable;
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
    private Board? merged;

    public LiveBoard(Board board, DateTimeOffset at)
        : this(board, [], board.Version, at) { }

    private LiveBoard(
        Board whole,
        ImmutableArray<BoardChange> recent,
        long version,
        DateTimeOffset at
    )
    {
        this.whole = whole;
        Recent = recent;
        Version = version;
        ConfirmedAt = at;
    }

    public long Version { get; }

    public DateTimeOffset ConfirmedAt { get; }

    public Board Board =>
        merged ??=
            whole.Version == Version
                ? whole
                : whole.With([.. Recent.Where(change => change.To > whole.Version)]);

    private ImmutableArray<BoardChange> Recent { get; }

    public LiveBoard After(BoardChange change, DateTimeOffset at)
    {
        var isFull = Recent.Length >= KeptChanges;
        // What is about to be forgotten must be in the board.
        var from =
            merged ?? (isFull && Recent[KeptChanges / 2 - 1].To > whole.Version ? Board : whole);
        // Half of them at once, so that most changes copy only what is kept.
        var kept = isFull ? Recent[(KeptChanges / 2)..] : Recent;
        return new LiveBoard(from, kept.Add(change), change.To, at);
    }

    public LiveBoard Confirmed(DateTimeOffset at) => new(merged ?? whole, Recent, Version, at);

    /// <summary>The changes after a version, or null when they are no longer kept and the whole board is needed.</summary>
    public ReadOnlyMemory<BoardChange>? ChangesAfter(long version)
    {
        if (version == Version)
            return ReadOnlyMemory<BoardChange>.Empty;
        for (var i = 0; i < Recent.Length; i++)
            if (Recent[i].From == version)
                return Recent.AsMemory()[i..];
        return null;
    }
}
