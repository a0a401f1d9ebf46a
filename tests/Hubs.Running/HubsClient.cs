using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Model;

namespace Hubs.Running;

/// <summary>An answer as it came: what was made, or the problem in words.</summary>
public sealed record Reply<T>(HttpStatusCode Status, T? Body, string? Problem)
    where T : class;

/// <summary>One appointment as the API tells it.</summary>
public sealed record AppointmentFound(Appointment Appointment, ResidentDetails? Resident);

/// <summary>A place somebody could book.</summary>
public sealed record Place(
    HubId Hub,
    DateOnly Date,
    SessionId Session,
    TimeOnly Start,
    ServiceId Service,
    int Free
);

/// <summary>The JSON API of a running product, as a caller on the network uses it.</summary>
public sealed class HubsClient(Uri address) : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(HubsJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(
            HubsJson.Default,
            new DefaultJsonTypeInfoResolver()
        ),
    };

    private readonly HttpClient http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false }
    )
    {
        BaseAddress = new(address, "/api/v1/"),
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { { "X-Demo-Role", "coordinator" } },
    };

    public Task<Hub[]> Hubs() => Get<Hub[]>("hubs");

    public Task<Clinician[]> Clinicians() => Get<Clinician[]>("clinicians");

    public Task<Board> Board(HubId hub, DateOnly date) =>
        Get<Board>($"hubs/{hub}/diaries/{date:yyyy-MM-dd}");

    public Task<ClinicianDays> Days(ClinicianId id, DateOnly from, int days) =>
        Get<ClinicianDays>($"clinicians/{id}?from={from:yyyy-MM-dd}&days={days}");

    public Task<PlanState> Plan(IsoWeek week) => Get<PlanState>($"plans/{week}");

    /// <summary>Null when there is no such appointment.</summary>
    public async Task<AppointmentFound?> Find(AppointmentId id)
    {
        using var answer = await http.GetAsync($"appointments/{id}");
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : await Read<AppointmentFound>(answer);
    }

    public Task<Reply<AppointmentReceipt>> Book(Place place, string resident, string key) =>
        Post<AppointmentReceipt>(
            "appointments",
            new
            {
                place.Hub,
                place.Date,
                place.Session,
                place.Start,
                place.Service,
                Resident = new { Name = resident, Contact = "01375 000000" },
            },
            key
        );

    /// <summary>On top of whatever is in force now.</summary>
    public async Task SetServiceMix(HubId hub, IEnumerable<ServiceTarget> mix)
    {
        using var now = await http.GetAsync($"hubs/{hub}");
        // "3-Coordinator": the version, and for whom it was written.
        var tag = now.Headers.ETag!.Tag.Trim('"').Split('-')[0];
        var version = long.Parse(tag, CultureInfo.InvariantCulture);
        using var answer = await http.PutAsJsonAsync(
            $"hubs/{hub}/service-mix",
            new { version, mix },
            Json
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <exception cref="HttpRequestException">No answer came, so nobody knows.</exception>
    public async Task<Reply<T>> Post<T>(string path, object body, string key)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, options: Json),
            Headers = { { "Idempotency-Key", key } },
        };
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? new(answer.StatusCode, await Read<T>(answer), null)
            : new(answer.StatusCode, null, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Everything free on these days, in a fixed order.</summary>
    public async Task<Place[]> FreePlaces(DateOnly from, int days)
    {
        var places = new List<Place>();
        foreach (var hub in await Hubs())
            for (var day = 0; day < days; day++)
                places.AddRange(FreeOn(await Board(hub.Id, from.AddDays(day))));
        return [.. places];
    }

    public static IEnumerable<Place> FreeOn(Board board) =>
        from session in board.Sessions
        where !session.IsCancelled
        from slot in session.Slots
        where slot.Free > 0
        select new Place(board.Hub, board.Date, session.Id, slot.Start, session.Service, slot.Free);

    public void Dispose() => http.Dispose();

    private async Task<T> Get<T>(string path)
    {
        using var answer = await http.GetAsync(path);
        return await Read<T>(answer);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(Json)
            ?? throw new JsonException($"{answer.RequestMessage!.RequestUri} answered null.");
    }
}
