using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Boards;

public static class BoardMerge
{
    /// <summary>The board with the rows of all changes, oldest first, in place of those with the same id, sessions in order of time.</summary>
    public static Board With(this Board board, params ReadOnlySpan<BoardChange> changes)
    {
        if (changes.IsEmpty)
            return board;
        var rooms = new Rows<BoardRoom>(board.Rooms);
        var sessions = new Rows<BoardSession>(board.Sessions);
        var walkIns = new Rows<BoardWalkIn>(board.WalkIns);
        var hours = (board.HubName, board.Open);
        var isInOrder = true;
        foreach (var change in changes)
        {
            foreach (var room in change.Rooms)
                rooms.Put(room, static (one, other) => one.Id == other.Id);
            foreach (var session in change.Sessions)
            {
                var before = sessions.Put(session, static (one, other) => one.Id == other.Id);
                isInOrder &=
                    before is not null
                    && before.Window.Start == session.Window.Start
                    && before.RoomName == session.RoomName;
            }
            foreach (var walkIn in change.WalkIns)
                walkIns.Put(walkIn, static (one, other) => one.Id == other.Id);
            if (change.Hours is { } fresh)
                hours = (fresh.HubName, fresh.Open);
        }
        return board with
        {
            Version = changes[^1].To,
            HubName = hours.HubName,
            Open = hours.Open,
            Rooms = rooms.All,
            Sessions = isInOrder ? sessions.All : [.. InOrder(sessions.All)],
            WalkIns = walkIns.All,
        };
    }

    private static IEnumerable<BoardSession> InOrder(ImmutableArray<BoardSession> sessions) =>
        sessions
            .OrderBy(session => session.Window.Start)
            .ThenBy(session => session.RoomName, StringComparer.Ordinal)
            .ThenBy(session => session.Id.Value, StringComparer.Ordinal);

    /// <summary>A day has some fifty rows and a change one: looking through them beats a table.</summary>
    private struct Rows<TRow>(ImmutableArray<TRow> before)
        where TRow : class
    {
        private ImmutableArray<TRow>.Builder? fresh;

        public readonly ImmutableArray<TRow> All => fresh?.ToImmutable() ?? before;

        /// <summary>The row that was there.</summary>
        public TRow? Put(TRow row, Func<TRow, TRow, bool> isSame)
        {
            fresh ??= before.ToBuilder();
            for (var i = 0; i < fresh.Count; i++)
                if (isSame(fresh[i], row))
                {
                    var old = fresh[i];
                    fresh[i] = row;
                    return old;
                }
            fresh.Add(row);
            return null;
        }
    }
}
