using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Reads the clinics that have sessions this week, and the sessions, those of one clinic next to each other.</summary>
internal sealed class SessionReader
{
    private readonly WeekProblem problem;
    private readonly Network network;
    private readonly TimeGrid grid;
    private readonly Dictionary<ServiceId, int> serviceIndex = [];
    private readonly Dictionary<OrganisationId, int> organisationIndex = [];

    public SessionReader(WeekProblem problem, TimeGrid grid)
    {
        this.problem = problem;
        this.grid = grid;
        network = problem.Network;
        foreach (var service in network.Services)
            serviceIndex[service.Id] = serviceIndex.Count;
    }

    public (DenseClinic[], SessionTable) Read()
    {
        var byId = network.Clinics.ToDictionary(clinic => clinic.Id);
        var taken = problem.Fixed.Select(session => session.Id).ToHashSet();
        var wanted = problem.Wanted.Where(w => !taken.Contains(w.Id)).ToLookup(w => w.Clinic);
        var fixedOf = problem
            .Fixed.Where(s => s.Clinic is { } id && byId.ContainsKey(id))
            .ToLookup(s => s.Clinic!.Value);
        if (wanted.FirstOrDefault(group => !byId.ContainsKey(group.Key)) is { } stray)
            throw new ArgumentException(
                $"Session {stray.First().Id} is of clinic {stray.Key}, which the network does not have"
            );
        var clinics = new List<DenseClinic>();
        var rows = new List<(int Clinic, SessionId Id, WantedSession? Wanted, Session? Fixed)>();
        foreach (
            var clinic in network.Clinics.Where(c => wanted[c.Id].Any() || fixedOf[c.Id].Any())
        )
        {
            rows.AddRange(
                wanted[clinic.Id]
                    .Select(w => (clinics.Count, w.Id, (WantedSession?)w, (Session?)null))
            );
            rows.AddRange(
                fixedOf[clinic.Id]
                    .Select(f => (clinics.Count, f.Id, (WantedSession?)null, (Session?)f))
            );
            clinics.Add(ReadClinic(clinic));
        }
        foreach (
            var session in problem.Fixed.Where(s => s.Clinic is not { } id || !byId.ContainsKey(id))
        )
        {
            rows.Add((clinics.Count, session.Id, null, session));
            clinics.Add(ClinicOf(session));
        }
        var table = new SessionTable(rows.Count);
        for (var s = 0; s < rows.Count; s++)
        {
            var row = rows[s];
            var clinic = clinics[row.Clinic];
            if (clinic.SessionCount++ == 0)
                clinic.FirstSession = s;
            table.Id[s] = row.Id;
            table.Clinic[s] = row.Clinic;
            table.Fixed[s] = row.Fixed;
            table.Day[s] = row.Wanted?.On is { } date ? grid.Day(date) : -1;
            table.Length[s] = clinic.Length;
        }
        return ([.. clinics], table);
    }

    private DenseClinic ReadClinic(Clinic clinic)
    {
        if (!serviceIndex.TryGetValue(clinic.Service, out var service))
            throw new ArgumentException(
                $"Clinic {clinic.Id} runs service {clinic.Service}, which the network does not have"
            );
        return new DenseClinic
        {
            Name = clinic.Name,
            Model = clinic,
            Service = service,
            Organisation = OrganisationOf(clinic.Organisation),
            Length = grid.CellsFor(clinic.Length),
            Pathways =
            [
                .. Enumerable
                    .Range(0, network.Pathways.Length)
                    .Where(p => network.Pathways[p].Clinics.Contains(clinic.Id)),
            ],
            Equipment =
            [
                .. Needs
                    .Equipment(network.Services[service], clinic)
                    .Select(n => (n.Equipment, n.Count)),
            ],
            Seats = Needs.Seats(network.Services[service], clinic),
            MinimumDays = clinic.MinimumDays,
            MaximumPerDay = clinic.MaximumPerDay ?? int.MaxValue,
            Priority = clinic.Priority,
        };
    }

    private DenseClinic ClinicOf(Session session) =>
        new()
        {
            Name = session.ServiceName,
            Service = serviceIndex.TryGetValue(session.Service, out var service) ? service : -1,
            Organisation = OrganisationOf(session.Organisation),
            Length = grid.CellsFor(session.Window.Length),
            Equipment = [.. session.Equipment.Select(n => (n.Equipment, n.Count))],
        };

    private int OrganisationOf(OrganisationId id)
    {
        if (!organisationIndex.TryGetValue(id, out var index))
            organisationIndex[id] = index = organisationIndex.Count;
        return index;
    }
}
