using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>Which screen watches which boards.</summary>
public sealed class BoardWatches(
    LiveBoards boards,
    BoardConnections connections,
    TimeProvider clock,
    ILogger<BoardWatches> log
)
{
    public const int PerConnection = 4;
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(5);

    private readonly Lock changing = new();
    private readonly Dictionary<(DiaryKey Key, bool IsStaff), BoardAudience> audiences = [];
    private readonly Dictionary<string, List<BoardSeat>> watching = [];

    /// <summary>Starts afresh if it runs already. False when the connection watches too many.</summary>
    public bool Start(string connection, DiaryKey key, bool isStaff)
    {
        if (connections.Find(connection) is not { } screen)
            return true;
        BoardSeat seat;
        lock (changing)
        {
            Stop(connection, key);
            if (!watching.TryGetValue(connection, out var seats))
                watching[connection] = seats = [];
            if (seats.Count >= PerConnection)
                return false;
            if (!audiences.TryGetValue((key, isStaff), out var audience))
                audiences[(key, isStaff)] = audience = new(boards, key, isStaff, clock);
            seats.Add(seat = new BoardSeat(screen, audience, log));
            audience.Add(seat);
        }
        // It may have been closed, and everything of it stopped, meanwhile.
        if (screen.ConnectionAborted.IsCancellationRequested)
            StopAll(connection);
        seat.Look();
        return true;
    }

    public void Stop(string connection, DiaryKey key)
    {
        lock (changing)
            if (
                watching.TryGetValue(connection, out var seats)
                && seats.Find(seat => seat.Audience.Key == key) is { } seat
            )
            {
                seats.Remove(seat);
                End(seat);
            }
    }

    public void StopAll(string connection)
    {
        lock (changing)
            if (watching.Remove(connection, out var seats))
                seats.ForEach(End);
    }

    private void End(BoardSeat seat)
    {
        seat.Leave();
        seat.Audience.Remove(seat);
        if (!seat.Audience.IsEmpty)
            return;
        foreach (var (who, audience) in audiences)
            if (audience == seat.Audience)
                audiences.Remove(who);
        seat.Audience.Dispose();
    }
}
