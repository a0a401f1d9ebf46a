using Hubs.Model;

namespace Hubs.Web.Boards;

/// <summary>The part of a board that anybody may see: public sessions by their public names, where they are, and how many places are free.</summary>
public static class PublicBoard
{
    public static Board Of(Board board) =>
        board with
        {
            Rooms = [],
            WalkIns = [],
            Sessions = [.. board.Sessions.Where(session => session.IsPublic).Select(Of)],
        };

    public static BoardChange Of(BoardChange change) =>
        change with
        {
            Rooms = [],
            WalkIns = [],
            Sessions = [.. change.Sessions.Where(session => session.IsPublic).Select(Of)],
        };

    private static BoardSession Of(BoardSession session) =>
        session with
        {
            ServiceName = session.PublicName,
            Clinicians = [],
            ClinicianNames = [],
            Booked = 0,
            Arrived = 0,
            InProgress = 0,
            Orphaned = 0,
        };
}
