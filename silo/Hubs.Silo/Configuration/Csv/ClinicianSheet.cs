using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>clinicians.csv. Leave is not in it: people already known keep theirs.</summary>
internal static class ClinicianSheet
{
    public static readonly Sheet<Clinician> Sheet = new()
    {
        Kind = CsvKind.Clinicians,
        File = "clinicians.csv",
        Noun = "clinician",
        Blank = id => new Clinician
        {
            Id = new ClinicianId(id),
            Name = "",
            Role = "",
            Organisation = default,
            HomeHub = default,
        },
        Title = c => new ImportedRow(c.Id.Value, c.Name),
        Subject = c => c,
        RowsOf = network => network.Clinicians,
        Replace = (network, rows) => network with { Clinicians = rows },
        Columns =
        [
            new("name", c => c.Name, (c, cell) => c with { Name = cell.Text }, true),
            new("role", c => c.Role, (c, cell) => c with { Role = cell.Text }, true),
            new(
                "organisation",
                c => c.Organisation.Value,
                (c, cell) => c with { Organisation = cell.Id<OrganisationId>() },
                true
            ),
            new(
                "competences",
                c => CsvText.Of(c.Competences),
                (c, cell) => c with { Competences = cell.Ids<ServiceId>() }
            ),
            new(
                "home_hub",
                c => c.HomeHub.Value,
                (c, cell) => At(c, cell.Id<HubId>(), AlsoAt(c)),
                true
            ),
            new(
                "also_at",
                c => CsvText.Of(AlsoAt(c)),
                (c, cell) => At(c, c.HomeHub, cell.Ids<HubId>())
            ),
            new(
                "availability",
                c => CsvText.Of(c.Availability),
                (c, cell) => c with { Availability = cell.Windows() },
                true
            ),
            new(
                "daily_maximum",
                c => CsvText.Of(c.DailyMaximum),
                (c, cell) => c with { DailyMaximum = cell.Duration(TimeSpan.FromHours(8)) }
            ),
        ],
    };

    private static IEnumerable<HubId> AlsoAt(Clinician c) => c.Hubs.Where(hub => hub != c.HomeHub);

    private static Clinician At(Clinician c, HubId home, IEnumerable<HubId> others) =>
        c with
        {
            HomeHub = home,
            Hubs = [home, .. others.Where(hub => hub != home).Distinct()],
        };
}
