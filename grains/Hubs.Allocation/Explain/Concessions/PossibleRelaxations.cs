using System.Globalization;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Everything that might give way for one session, tried or not. The contents page: each kind has a file of its own.</summary>
internal sealed record PossibleRelaxations(WeekProblem Problem, Clinic Clinic, WantedSession Wish)
{
    public Network Network => Problem.Network;

    public Service Service { get; } =
        Problem.Network.Services.First(service => service.Id == Clinic.Service);

    /// <summary>Where it may be as things are.</summary>
    public IEnumerable<Hub> Hubs =>
        Network.Hubs.Where(hub => Clinic.Hubs.IsEmpty || Clinic.Hubs.Contains(hub.Id));

    public IEnumerable<DateOnly> Days => Wish.On is { } day ? [day] : Problem.Week.Days;

    /// <summary>Who may run it as things are.</summary>
    public IEnumerable<Clinician> People =>
        Clinic
            .Clinicians.SelectMany(need => Needs.People(Network, Clinic, need))
            .DistinctBy(person => person.Id);

    public static string Day(DateOnly date) => date.ToString("dddd", CultureInfo.InvariantCulture);

    /// <summary>The least effort first; of equals, what only needs a rule changed.</summary>
    public Concession[] All() =>
        [
            .. RulesGiveWay
                .For(this)
                .Concat(PeopleGiveWay.For(this))
                .Concat(RoomsGiveWay.For(this))
                .Concat(KitGivesWay.For(this))
                .Concat(TimesGiveWay.For(this))
                .OrderBy(concession => concession.Effort),
        ];
}
