using Hubs.Model;

namespace Hubs.Silo.Configuration;

internal sealed record RoomRow(HubId Hub, Room Room);

/// <summary>rooms.csv. Rooms of a hub that no row names stay.</summary>
internal static class RoomSheet
{
    public static readonly Sheet<RoomRow> Sheet = new()
    {
        Kind = CsvKind.Rooms,
        File = "rooms.csv",
        Noun = "room",
        Blank = id => new RoomRow(
            default,
            new Room
            {
                Id = new RoomId(id),
                Name = "",
                Type = default,
                Capacity = 1,
            }
        ),
        Title = row => new ImportedRow(row.Room.Id.Value, row.Room.Name),
        Subject = row => row.Room,
        RowsOf = network =>
            network.Hubs.SelectMany(hub => hub.Rooms.Select(room => new RoomRow(hub.Id, room))),
        Replace = (network, rows) =>
            network with
            {
                Hubs =
                [
                    .. network.Hubs.Select(hub =>
                        hub with
                        {
                            Rooms =
                            [
                                .. rows.Where(row => row.Hub == hub.Id).Select(row => row.Room),
                            ],
                        }
                    ),
                ],
            },
        Columns =
        [
            new(
                "hub",
                row => row.Hub.Value,
                (row, cell) => row with { Hub = cell.Id<HubId>() },
                true
            ),
            Of("name", r => r.Name, (r, cell) => r with { Name = cell.Text }, true),
            Of(
                "type",
                r => Words.Write(r.Type),
                (r, cell) => r with { Type = cell.Word<RoomType>() },
                true
            ),
            Of("area", r => CsvText.Of(r.Area), (r, cell) => r with { Area = cell.Number() }),
            Of(
                "capacity",
                r => CsvText.Of(r.Capacity),
                (r, cell) => r with { Capacity = cell.Whole(1) },
                true
            ),
            Of(
                "features",
                r => CsvText.Of(r.Features),
                (r, cell) => r with { Features = cell.Texts() }
            ),
            Of(
                "x",
                r => CsvText.Of(r.Position.X),
                (r, cell) => r with { Position = r.Position with { X = cell.Number() } }
            ),
            Of(
                "y",
                r => CsvText.Of(r.Position.Y),
                (r, cell) => r with { Position = r.Position with { Y = cell.Number() } }
            ),
            Of(
                "floor",
                r => CsvText.Of(r.Position.Floor),
                (r, cell) => r with { Position = r.Position with { Floor = cell.Whole(0) } }
            ),
            Of(
                "turnaround_before",
                r => CsvText.Of(r.TurnaroundBefore),
                (r, cell) => r with { TurnaroundBefore = cell.Duration(TimeSpan.Zero) }
            ),
            Of(
                "turnaround_after",
                r => CsvText.Of(r.TurnaroundAfter),
                (r, cell) => r with { TurnaroundAfter = cell.Duration(TimeSpan.Zero) }
            ),
            Of(
                "linked_rooms",
                r => CsvText.Of(r.LinkedRooms),
                (r, cell) => r with { LinkedRooms = cell.Ids<RoomId>() }
            ),
            Of(
                "owner",
                r => r.Owner?.Value ?? "",
                (r, cell) => r with { Owner = cell.OptionalId<OrganisationId>() }
            ),
            Of(
                "only_for",
                r => CsvText.Of(r.OnlyFor),
                (r, cell) => r with { OnlyFor = cell.Ids<OrganisationId>() }
            ),
            Of("hours", r => CsvText.Of(r.Hours), (r, cell) => r with { Hours = cell.Windows() }),
        ],
    };

    private static CsvColumn<RoomRow> Of(
        string name,
        Func<Room, string> write,
        Func<Room, CsvCell, Room> read,
        bool isRequired = false
    ) =>
        new(
            name,
            row => write(row.Room),
            (row, cell) => row with { Room = read(row.Room, cell) },
            isRequired
        );
}
