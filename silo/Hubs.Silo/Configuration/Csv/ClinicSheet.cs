using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>clinics.csv.</summary>
internal static class ClinicSheet
{
    public static readonly Sheet<Clinic> Sheet = new()
    {
        Kind = CsvKind.Clinics,
        File = "clinics.csv",
        Noun = "clinic",
        Blank = id => new Clinic
        {
            Id = new ClinicId(id),
            Name = "",
            Service = default,
            Organisation = default,
            Length = TimeSpan.Zero,
            Clinicians = [new ClinicianNeed()],
        },
        Title = c => new ImportedRow(c.Id.Value, c.Name),
        Subject = c => c,
        RowsOf = network => network.Clinics,
        Replace = (network, rows) => network with { Clinics = rows },
        Columns =
        [
            new("name", c => c.Name, (c, cell) => c with { Name = cell.Text }, true),
            new(
                "service",
                c => c.Service.Value,
                (c, cell) => c with { Service = cell.Id<ServiceId>() },
                true
            ),
            new(
                "organisation",
                c => c.Organisation.Value,
                (c, cell) => c with { Organisation = cell.Id<OrganisationId>() },
                true
            ),
            new(
                "hubs",
                c => CsvText.Of(c.Hubs),
                (c, cell) => c with { Hubs = cell.Ids<HubId>() },
                true
            ),
            new(
                "recurrence",
                c => c.Recurrence ?? "",
                (c, cell) => c with { Recurrence = cell.IsEmpty ? null : cell.Text }
            ),
            new(
                "starts_on",
                c => c.StartsOn is { } date ? CsvText.Of(date) : "",
                (c, cell) => c with { StartsOn = cell.OptionalDate() }
            ),
            new(
                "except_dates",
                c => CsvText.Of(c.ExceptDates.Select(CsvText.Of)),
                (c, cell) => c with { ExceptDates = cell.Dates() }
            ),
            new(
                "sessions_per_week",
                c => c.SessionsPerWeek == 0 ? "" : CsvText.Of(c.SessionsPerWeek),
                (c, cell) => c with { SessionsPerWeek = cell.Whole(0) }
            ),
            new(
                "length",
                c => CsvText.Of(c.Length),
                (c, cell) => c with { Length = cell.Duration(TimeSpan.Zero) },
                true
            ),
            new(
                "allowed",
                c => CsvText.Of(c.Allowed),
                (c, cell) => c with { Allowed = cell.Windows() }
            ),
            new(
                "preferred",
                c => CsvText.Of(c.Preferred),
                (c, cell) => c with { Preferred = cell.Windows() }
            ),
            new(
                "start_every",
                c => CsvText.Of(c.StartEvery),
                (c, cell) => c with { StartEvery = cell.Duration(TimeSpan.FromMinutes(30)) }
            ),
            new(
                "clinicians",
                c => CsvText.Of(c.Clinicians),
                (c, cell) => c with { Clinicians = cell.People() },
                true
            ),
            new(
                "room_types",
                c => CsvText.OfWords(c.Room.Types),
                (c, cell) => c with { Room = c.Room with { Types = cell.EnumWords<RoomType>() } }
            ),
            new(
                "room_features",
                c => CsvText.Of(c.Room.Features),
                (c, cell) => c with { Room = c.Room with { Features = cell.Texts() } }
            ),
            new(
                "room_capacity",
                c => CsvText.Of(c.Room.Capacity),
                (c, cell) => c with { Room = c.Room with { Capacity = cell.Whole(1) } }
            ),
            new(
                "preferred_rooms",
                c => CsvText.Of(c.PreferredRooms),
                (c, cell) => c with { PreferredRooms = cell.Ids<RoomId>() }
            ),
            new(
                "equipment",
                c => CsvText.Of(c.Equipment),
                (c, cell) => c with { Equipment = cell.Equipment() }
            ),
            new(
                "attendance",
                c => CsvText.Of(c.Attendance),
                (c, cell) => c with { Attendance = cell.Whole(1) }
            ),
            new(
                "minimum_days",
                c => CsvText.Of(c.MinimumDays),
                (c, cell) => c with { MinimumDays = cell.Whole(1) }
            ),
            new(
                "maximum_per_day",
                c => c.MaximumPerDay is { } most ? CsvText.Of(most) : "",
                (c, cell) => c with { MaximumPerDay = cell.OptionalWhole() }
            ),
            new(
                "priority",
                c => CsvText.Of(c.Priority),
                (c, cell) => c with { Priority = cell.Whole(3) }
            ),
        ],
    };
}
